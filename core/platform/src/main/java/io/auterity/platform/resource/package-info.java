/** Declarative resources of a tenant: their kinds, versions and all-or-nothing application. */
@NullMarked
package io.auterity.platform.resource;

import org.jspecify.annotations.NullMarked;
