/**
 * Everything that runs, made by plain constructors in the order in which it depends on each other.
 */
@NullMarked
package io.auterity.server.wiring;

import org.jspecify.annotations.NullMarked;
