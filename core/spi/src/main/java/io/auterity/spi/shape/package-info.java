/** How records of operations and configurations stand in JSON: their schema, and both ways. */
@NullMarked
package io.auterity.spi.shape;

import org.jspecify.annotations.NullMarked;
