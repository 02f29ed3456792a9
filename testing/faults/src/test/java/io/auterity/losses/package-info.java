/**
 * What a chat loses on its way from a caller's dialect to a vendor's, as the connectors tell it.
 */
@NullMarked
package io.auterity.losses;

import org.jspecify.annotations.NullMarked;
