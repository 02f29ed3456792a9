/** What must not stand in a text, found in one pass, of a whole text or of one still coming. */
@NullMarked
package io.auterity.inspect;

import org.jspecify.annotations.NullMarked;
