/** The connector of any HTTP service: an address, and rules of what may be asked of it. */
@NullMarked
package io.auterity.plugins.http;

import org.jspecify.annotations.NullMarked;
