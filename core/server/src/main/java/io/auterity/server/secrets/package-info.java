/** Secrets of the tenant: stored and forgotten, never shown. */
@NullMarked
package io.auterity.server.secrets;

import org.jspecify.annotations.NullMarked;
