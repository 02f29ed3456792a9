/** Rate limits of vendors, over all callers and servers. */
@NullMarked
package io.auterity.platform.rate;

import org.jspecify.annotations.NullMarked;
