#!/usr/bin/python3
# bad.py
import sys
