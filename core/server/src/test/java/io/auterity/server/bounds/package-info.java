/** Holds the guide's table of inputs and bounds to the code. */
@NullMarked
package io.auterity.server.bounds;

import org.jspecify.annotations.NullMarked;
