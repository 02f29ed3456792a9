const fits = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** What is wrong with an id that somebody gives to a resource; undefined where nothing is. */
export const idFlaw = (id: string): string | undefined => (fits.test(id) ? undefined : 'Small letters, digits, . _ and -, at most 63.');
