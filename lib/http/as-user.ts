/**
 * Names the user whose page sends a request. The cookie alone decides who is signed in, and it changes under an open
 * page when another tab signs in as somebody else: what the first person wrote must not leave as the second.
 */
export const asUserHeader = "x-plaza-user";
