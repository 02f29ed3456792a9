/** Tokens that vendors give for a provider's credential, kept for all servers. */
@NullMarked
package io.auterity.provider.token;

import org.jspecify.annotations.NullMarked;
