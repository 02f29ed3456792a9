/** Raises events of a tenant's own on behalf of callers. */
@NullMarked
package io.auterity.plugins.events;

import org.jspecify.annotations.NullMarked;
