/**
 * Server-sent events (WHATWG HTML, 9.2), and events in lines of JSON, from bytes that may be cut
 * anywhere.
 */
@NullMarked
package io.auterity.toolkit.sse;

import org.jspecify.annotations.NullMarked;
