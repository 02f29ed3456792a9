/**
 * The parts that the product is made of: what a feature contributes, and when it starts and ends.
 */
@NullMarked
package io.auterity.platform.part;

import org.jspecify.annotations.NullMarked;
