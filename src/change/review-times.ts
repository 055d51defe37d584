/** A review counts for eight hours: a working day, in which the tenant is checked anew at the click anyway. */
const reviewMs = 8 * 3_600_000;

/** When a change that is shown for review now came into its state, and until when its review counts. */
export const reviewTimes = (now: Date): { createdAt: string; movedAt: string; expiresAt: string } => ({
  createdAt: now.toISOString(),
  movedAt: now.toISOString(),
  expiresAt: new Date(now.getTime() + reviewMs).toISOString(),
});
