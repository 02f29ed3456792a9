/** Identifiers: UUIDv7 values with a prefix on the wire. */
@NullMarked
package io.auterity.platform.id;

import org.jspecify.annotations.NullMarked;
