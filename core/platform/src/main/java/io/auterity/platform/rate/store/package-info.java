/** SQL of the shares that servers have of vendors' rates. */
@NullMarked
package io.auterity.platform.rate.store;

import org.jspecify.annotations.NullMarked;
