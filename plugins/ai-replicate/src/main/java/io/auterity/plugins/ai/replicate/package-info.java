/** Replicate: predictions, which are made, waited for and given up, over codecs in {@code wire}. */
@NullMarked
package io.auterity.plugins.ai.replicate;

import org.jspecify.annotations.NullMarked;
