/**
 * Reading and checking JSON: bytes to {@link io.auterity.spi.Json}, and fields with clear refusals.
 */
@NullMarked
package io.auterity.toolkit.json;

import org.jspecify.annotations.NullMarked;
