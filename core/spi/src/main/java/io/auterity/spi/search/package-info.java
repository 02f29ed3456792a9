/** The kind {@code search}: one question to several providers. */
@NullMarked
package io.auterity.spi.search;

import org.jspecify.annotations.NullMarked;
