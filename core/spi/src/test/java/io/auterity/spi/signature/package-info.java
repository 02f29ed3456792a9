/** What plugins are compiled against, held against what was published. */
@NullMarked
package io.auterity.spi.signature;

import org.jspecify.annotations.NullMarked;
