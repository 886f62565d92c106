"""Metadata of files and documents under the official names of Decree 30/2020/NĐ-CP, Annex VI."""
