/** Declarative resources: apply, list, delete. */
@NullMarked
package io.auterity.server.resources;

import org.jspecify.annotations.NullMarked;
