/** What every route shares: callers, permissions, errors, headers, limits and pages. */
@NullMarked
package io.auterity.server.web;

import org.jspecify.annotations.NullMarked;
