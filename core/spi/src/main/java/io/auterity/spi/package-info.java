/**
 * What a plugin author sees, and nothing else: kinds, records, calls, failures, contexts, manifest.
 */
@NullMarked
package io.auterity.spi;

import org.jspecify.annotations.NullMarked;
