/** The fields of records that calls carry, read and replaced whatever the record is. */
@NullMarked
package io.auterity.relay.field;

import org.jspecify.annotations.NullMarked;
