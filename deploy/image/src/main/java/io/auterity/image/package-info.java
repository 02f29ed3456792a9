/** Writes the container image of a distribution, without a daemon. */
@NullMarked
package io.auterity.image;

import org.jspecify.annotations.NullMarked;
