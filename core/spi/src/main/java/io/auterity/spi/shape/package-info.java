/** The JSON of records of operations and configurations: their schema, reading and writing. */
@NullMarked
package io.auterity.spi.shape;

import org.jspecify.annotations.NullMarked;
