/** How the limits of a tenant stand. */
@NullMarked
package io.auterity.server.limits;

import org.jspecify.annotations.NullMarked;
