/** Bounds on the memory that inputs take, shared among tenants. */
@NullMarked
package io.auterity.platform.bound;

import org.jspecify.annotations.NullMarked;
