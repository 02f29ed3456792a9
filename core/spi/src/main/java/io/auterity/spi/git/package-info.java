/** Git hosting. */
@NullMarked
package io.auterity.spi.git;

import org.jspecify.annotations.NullMarked;
