/** Versions of resources in PostgreSQL. */
@NullMarked
package io.auterity.platform.resource.store;

import org.jspecify.annotations.NullMarked;
