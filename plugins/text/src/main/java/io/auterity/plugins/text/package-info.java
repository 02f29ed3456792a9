/** Masking of personal data as a capability. */
@NullMarked
package io.auterity.plugins.text;

import org.jspecify.annotations.NullMarked;
