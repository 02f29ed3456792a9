/** Wikis and other stores of written knowledge. */
@NullMarked
package io.auterity.spi.knowledge;

import org.jspecify.annotations.NullMarked;
