/** A request that waits for another admin, as Multi Admin Approval keeps it (graph.md 6.5). */
export interface ApprovalRequest {
  id: string;
  status: 'needsApproval' | 'approved' | 'rejected' | 'cancelled' | 'completed' | 'expired';
  requestJustification: string;
  requestDateTime: string;
  expirationDateTime: string;
  /** who asked, and for exactly what */
  oid: string;
  request: string;
  target: string;
}

export interface Approvals {
  /** newest last */
  requests: ApprovalRequest[];
  /** what another admin does in the portal */
  settle(id: string, status: 'approved' | 'rejected' | 'cancelled'): void;
}
