/** Price lists that others publish, made into price lists of one's own. */
@NullMarked
package io.auterity.cli.prices;

import org.jspecify.annotations.NullMarked;
