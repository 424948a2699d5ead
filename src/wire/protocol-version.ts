/** Version of the conversation at the endpoint; verbs other than `stop` are refused to a client of another version. */
export const ENDPOINT_PROTOCOL = 1;
