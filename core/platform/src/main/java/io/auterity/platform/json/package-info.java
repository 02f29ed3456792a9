/** JSON text to the spi's values and back, with limits. */
@NullMarked
package io.auterity.platform.json;

import org.jspecify.annotations.NullMarked;
