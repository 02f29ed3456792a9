/** Masking of personal data: one finder for each kind of data, and what becomes of overlaps. */
@NullMarked
package io.auterity.plugins.text;

import org.jspecify.annotations.NullMarked;
