/** The models that a tenant's callers may name. */
@NullMarked
package io.auterity.gateway.model;

import org.jspecify.annotations.NullMarked;
