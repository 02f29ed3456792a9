/** How often vendors are asked, by all callers and over all servers. */
@NullMarked
package io.auterity.platform.rate;

import org.jspecify.annotations.NullMarked;
