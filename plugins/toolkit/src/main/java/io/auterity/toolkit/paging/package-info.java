/** Pages of lists: the limit that a caller asks for, and where the next page begins. */
@NullMarked
package io.auterity.toolkit.paging;

import org.jspecify.annotations.NullMarked;
