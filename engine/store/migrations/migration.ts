/** One step of the schema. `version` becomes the database's `user_version` in the transaction that runs `sql`. */
export interface Migration {
  version: number;
  sql: string;
}
