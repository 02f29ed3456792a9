/** Measurements of speed: how they are run and reported. */
@NullMarked
package io.auterity.bench;

import org.jspecify.annotations.NullMarked;
