/** Secrets of tenants: versioned, encrypted under a master key that never enters the database. */
@NullMarked
package io.auterity.platform.secret;

import org.jspecify.annotations.NullMarked;
