/** The road of all calls, put together from the parts that decide over it and record it. */
@NullMarked
package io.auterity.server.road;

import org.jspecify.annotations.NullMarked;
