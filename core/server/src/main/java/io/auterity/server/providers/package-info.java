/** Providers of the tenant with their health, and the documents of embedded ones. */
@NullMarked
package io.auterity.server.providers;

import org.jspecify.annotations.NullMarked;
