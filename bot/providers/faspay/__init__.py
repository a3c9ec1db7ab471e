"""The Faspay SendMe client: signing, requests, answers and codes; it imports nothing of ours."""
