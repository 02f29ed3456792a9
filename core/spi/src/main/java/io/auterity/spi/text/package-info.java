/** The kind of in-house text operations: masking of personal data. */
@NullMarked
package io.auterity.spi.text;

import org.jspecify.annotations.NullMarked;
