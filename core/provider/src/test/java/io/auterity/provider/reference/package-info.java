/** The reference pages that are made from what plugins ship. */
@NullMarked
package io.auterity.provider.reference;

import org.jspecify.annotations.NullMarked;
