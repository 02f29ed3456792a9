/**
 * Every capability, derived from the kinds, with its schemas and the binding of JSON to records.
 */
@NullMarked
package io.auterity.platform.catalogue;

import org.jspecify.annotations.NullMarked;
