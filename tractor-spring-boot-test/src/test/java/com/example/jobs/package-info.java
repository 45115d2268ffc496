/**
 * An application under test, and the tests that its developer writes.
 */
package com.example.jobs;
