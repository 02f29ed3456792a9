/** Bounds on what tenants share, such as memory of inputs and places at which something runs. */
@NullMarked
package io.auterity.platform.bound;

import org.jspecify.annotations.NullMarked;
