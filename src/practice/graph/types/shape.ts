/**
 * How the practice Graph knows Microsoft's types: one small description a property. From it bodies are checked, answers
 * are filled up with every property, and `isof` is answered. The descriptions follow Microsoft's published beta types.
 */
export type Shape =
  | { is: 'string' | 'guid' | 'boolean' | 'int32' | 'double' | 'dateTime' | 'binary' }
  | { is: 'enum'; values: readonly string[] }
  | { is: 'list'; of: Shape }
  | { is: 'complex'; type: string }
  /** JSON that the practice Graph keeps but does not look into */
  | { is: 'anything' };

export interface Property {
  shape: Shape;
  nullable: boolean;
  /** what GET answers where nothing was set */
  unset: unknown;
  /** made by the service: ignored in a body, as Intune does */
  server?: true;
  /** v1.0 does not know it */
  betaOnly?: true;
}

export interface GraphType {
  base?: string;
  /** cannot be sent itself, only a type below it */
  abstract?: true;
  /** v1.0 does not know it */
  betaOnly?: true;
  properties: Record<string, Property>;
}

const property = (shape: Shape, nullable: boolean, unset: unknown): Property => ({ shape, nullable, unset });

export const text = (): Property => property({ is: 'string' }, true, null);
export const neededText = (): Property => property({ is: 'string' }, false, '');
export const guid = (): Property => property({ is: 'guid' }, true, null);
export const flag = (): Property => property({ is: 'boolean' }, false, false);
export const maybeFlag = (): Property => property({ is: 'boolean' }, true, null);
export const whole = (): Property => property({ is: 'int32' }, false, 0);
export const maybeWhole = (): Property => property({ is: 'int32' }, true, null);
export const real = (): Property => property({ is: 'double' }, false, 0);
export const date = (): Property => property({ is: 'dateTime' }, true, null);
/** a date that is never null: GET answers the first day of time where nothing was set */
export const neededDate = (): Property => property({ is: 'dateTime' }, false, '0001-01-01T00:00:00Z');
export const binary = (): Property => property({ is: 'binary' }, true, null);
export const texts = (): Property => property({ is: 'list', of: { is: 'string' } }, true, []);
export const oneOf = (...values: string[]): Property => property({ is: 'enum', values }, false, values[0]);
export const listOf = (...values: string[]): Property =>
  property({ is: 'list', of: { is: 'enum', values } }, false, []);
export const complex = (type: string): Property => property({ is: 'complex', type }, true, null);
export const complexes = (type: string): Property =>
  property({ is: 'list', of: { is: 'complex', type } }, true, []);
export const anything = (unset: unknown = null): Property => property({ is: 'anything' }, true, unset);
export const server = (of: Property, unset: unknown = of.unset): Property => ({ ...of, unset, server: true });
export const betaOnly = (of: Property): Property => ({ ...of, betaOnly: true });
