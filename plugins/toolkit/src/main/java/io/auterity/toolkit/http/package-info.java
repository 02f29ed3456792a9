/** Failures of HTTP services, read from their replies. */
@NullMarked
package io.auterity.toolkit.http;

import org.jspecify.annotations.NullMarked;
