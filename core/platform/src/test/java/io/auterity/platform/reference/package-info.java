/** The reference pages that are made from code. */
@NullMarked
package io.auterity.platform.reference;

import org.jspecify.annotations.NullMarked;
